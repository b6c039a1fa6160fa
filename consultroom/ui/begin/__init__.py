"""开始协商: a topic from the pool or a new one, and the consultation begins."""

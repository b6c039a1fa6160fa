"""预览: PDF pages on the screen, the very bytes that will be printed and kept."""

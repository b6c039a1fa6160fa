"""``python -m consultroom``."""

from consultroom.app import main

if __name__ == "__main__":
    main()

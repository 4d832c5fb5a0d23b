"""``python -m pipeline`` is ``doelenboom``."""

from pipeline.cli import main

if __name__ == "__main__":
    main()

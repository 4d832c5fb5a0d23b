"""The commands that need a module of their own, and what all commands share; ``pipeline.cli`` lists them."""

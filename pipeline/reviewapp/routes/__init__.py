"""The parts of the screen, one module each, with the routes that it answers in ``ROUTES``."""

"""One module per way of writing: each opens its files, gives a function that writes rows, and closes them."""

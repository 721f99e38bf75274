"""Every operation on the reports of a store, and what is told of them."""

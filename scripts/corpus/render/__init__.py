"""One module a family of producers; each turns blocks into the bytes of a document."""

// The part's first file replaces this one.

// The functions are declared in CTorch's header; a C++ target needs a header folder of its own.

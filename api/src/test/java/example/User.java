package example;

/** Stands for the feature class that test definitions call so. */
public interface User {}

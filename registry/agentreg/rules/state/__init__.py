"""Rules that judge one definition as it is: a table, and a module for each rule."""

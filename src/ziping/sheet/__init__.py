"""A neutral table: cells on a grid, broken into lines and placed on pages; knows nothing about forms."""

"""The command line: Chinese messages; exit 0 fine, 1 done but something isn't as it should be, 2 cannot."""

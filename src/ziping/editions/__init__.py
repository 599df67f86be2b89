"""How officials want the form, as data: wording, formats, hierarchy and settings of each 版式."""

"""Back ends: the sheet as PDF, workbook and text; they see nothing but the sheet and the shipped fonts."""

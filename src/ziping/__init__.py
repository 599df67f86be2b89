"""自评通: fills, checks and prints the 财政项目支出绩效自评表.

form       what a form says: frozen values, edited by making new ones
editions   how officials want it: wording, formats and settings, as data
rules      what follows: scores and findings, pure functions
sheet      a neutral table, broken into lines and placed on pages
compose    a form in an edition becomes a sheet
render     the sheet as PDF, workbook, text
store      the document on disk
importers  foreign files become forms
app        the use cases, without a window
cli, gui   the two ways in
"""

__version__ = "0.1.0"

"""The long versions of what SAFETY.md promises; ``python3 dev.py drill`` runs them one after the other.

A drill is a script ``drill_*.py``. It runs with the tests folder on its path, so that ``drills.line`` and ``published`` can
be imported, and prints one JSON object a line, as soon as it is known:

    {"what": "保存途中强行结束进程", "count": "500 次", "result": "0 个文件损坏", "seconds": 41.2, "ok": true}

what     what was tried, as a clerk would say it          count    how often, with the measure word
result   what came of it, in figures that were measured   seconds  how long it took
ok       true: as promised; false: not; null: not tried, because this machine lacks a tool, which ``result`` names

``drills.line.tell`` prints one. The exit code is 0 unless a line is not ok. Whatever else a drill has to say, such as
the first thing that went wrong in full, goes to the error stream. ``dev.py`` makes the table of the README from the lines.
Its first argument, which may be missing, is the number of repetitions: ``tests/safety`` runs short versions with the suite.
"""

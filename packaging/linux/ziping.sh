#!/bin/sh
# Starts 自评通 with its own Python, whatever Python or Qt the machine has; nothing is written to /opt.
unset PYTHONHOME PYTHONPATH PYTHONSTARTUP QT_PLUGIN_PATH QT_QPA_PLATFORMTHEME
export PYTHONNOUSERSITE=1 PYTHONDONTWRITEBYTECODE=1 PYTHONUTF8=1

# Qt's own build knows ibus only; fcitx 5 understands what is meant for ibus.
case "${QT_IM_MODULE:-}" in fcitx*) export QT_IM_MODULE=ibus ;; esac

exec /opt/ziping/bin/python3.13 -P -m ziping "$@"

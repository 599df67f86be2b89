/* 自评通.exe: the program without a console. It runs the Python beside it, in this very process, so that the task bar and
   the list of processes show 自评通 with its icon, as "python -P -m ziping" with the arguments it was given.
   The program starts itself as "自评通.exe -P -m ziping --apart" to do work apart; such a line is passed on as it is. */

#include <windows.h>
#include <shellapi.h>
#include <stdlib.h>

#define LONGEST 32768

typedef int (*py_main)(int, wchar_t **);

static wchar_t path[LONGEST];

static int fail(const wchar_t *why)
{
    MessageBoxW(NULL, why, L"自评通", MB_ICONERROR);
    return 1;
}

static py_main python(void)
{
    DWORD length = GetModuleFileNameW(NULL, path, LONGEST);
    wchar_t *end = path + length;
    HMODULE dll;

    while (end > path && *end != L'\\')
        end--;
    if (length == 0 || end - path > LONGEST - 32)
        return NULL;
    lstrcpyW(end, L"\\runtime\\python313.dll");
    dll = LoadLibraryExW(path, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    return dll ? (py_main)(void *)GetProcAddress(dll, "Py_Main") : NULL;
}

int WINAPI wWinMain(HINSTANCE self, HINSTANCE none, PWSTR line, int show)
{
    int given, count = 0, code, i;
    wchar_t **words = CommandLineToArgvW(GetCommandLineW(), &given);
    wchar_t **arguments = words ? calloc(given + 4, sizeof *arguments) : NULL;
    py_main run = python();

    if (!arguments || !run)
        return fail(L"自评通的文件不完整，请重新安装。");
    arguments[count++] = words[0];
    if (given < 2 || lstrcmpW(words[1], L"-P") != 0) {
        arguments[count++] = L"-P";
        arguments[count++] = L"-m";
        arguments[count++] = L"ziping";
    }
    for (i = 1; i < given; i++)
        arguments[count++] = words[i];
    code = run(count, arguments);
    /* Whoever started it with a double click can't see what it said on leaving. */
    if (code != 0 && GetFileType(GetStdHandle(STD_OUTPUT_HANDLE)) == FILE_TYPE_UNKNOWN)
        return fail(L"自评通没有打开。请看看要打开的文件是否还在原处；如果一直打不开，请重新安装自评通。");
    return code;
}

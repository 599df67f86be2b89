; The installer. installer.py gives WORK, VERSION, NUMBERS, OUTPUT, ICON, LICENCES, KILOBYTES and the two lists of files, install.nsh
; and uninstall.nsh: the uninstaller removes what was installed, file by file, and never a folder that holds anything else.

Target amd64-unicode
Unicode true
SetCompressor /SOLID lzma
SetCompressorDictSize 64
!include MUI2.nsh
!include WinVer.nsh
!include FileFunc.nsh

!define NAME "自评通"
!define PROGRAM "自评通.exe"
!define TYPE "Ziping.Document"
!define SOFTWARE "Software\Ziping"
!define CLASSES "Software\Classes"
!define ENTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Ziping"
!define OLDEST_BUILD 17763

Name "${NAME}"
OutFile "${OUTPUT}"
BrandingText "${NAME} ${VERSION}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Ziping"
InstallDirRegKey HKCU "${SOFTWARE}" "InstallDir"
AllowSkipFiles off
ShowInstDetails nevershow
ShowUninstDetails nevershow
ManifestDPIAware true

VIProductVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "FileDescription" "${NAME}安装程序"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "MIT"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TEXT "将在这台电脑上安装自评通 ${VERSION}：填写、核对、打印财政项目支出绩效自评表。$\r$\n$\r$\n只为当前用户安装，不需要管理员权限，也不需要联网。"
!insertmacro MUI_PAGE_WELCOME
; A page to read, not to agree to.
!define MUI_PAGE_HEADER_TEXT "许可与第三方组件"
!define MUI_PAGE_HEADER_SUBTEXT "自评通以 MIT 许可发布，随附的组件各有许可。"
!define MUI_LICENSEPAGE_TEXT_TOP "随附的组件和它们的许可原文："
!define MUI_LICENSEPAGE_TEXT_BOTTOM "安装以后，这些文字在安装文件夹的“第三方许可.txt”中，自评通的许可在“LICENSE.txt”中。"
!define MUI_LICENSEPAGE_BUTTON "下一步(&N) >"
!insertmacro MUI_PAGE_LICENSE "${LICENCES}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "将卸载自评通。您的自评表文件、设置和备份都会保留。"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

; Ends with an error where the program is in use: a file that runs can't be replaced.
!macro REFUSE_WHILE_RUNNING
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${PROGRAM}" a
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONEXCLAMATION "自评通还开着。请先保存并关闭自评通，再继续。" /SD IDOK
      SetErrorLevel 2
      Abort "自评通还开着"
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

Function .onInit
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "自评通需要 Windows 10（1809）或更高版本。" /SD IDOK
    SetErrorLevel 3
    Abort
  ${EndIf}
  ${WinVerGetBuild} $0
  ${If} $0 < ${OLDEST_BUILD}
    MessageBox MB_OK|MB_ICONSTOP "自评通需要 Windows 10（1809）或更高版本，请先更新 Windows。" /SD IDOK
    SetErrorLevel 3
    Abort
  ${EndIf}
FunctionEnd

Section "install"
  !insertmacro REFUSE_WHILE_RUNNING
  ; An older version goes first, so that none of its modules lies beside the new ones.
  ReadRegStr $1 HKCU "${SOFTWARE}" "InstallDir"
  ${If} $1 != ""
  ${AndIf} ${FileExists} "$1\uninstall.exe"
    ExecWait '"$1\uninstall.exe" /S _?=$1' $2
    ${If} $2 != 0
      MessageBox MB_OK|MB_ICONEXCLAMATION "旧版本没有卸载成功。请先关闭自评通，再重新安装。" /SD IDOK
      SetErrorLevel 2
      Abort "旧版本没有卸载成功"
    ${EndIf}
    Delete "$1\uninstall.exe"
    RMDir "$1"
  ${EndIf}

  !include "${WORK}/install.nsh"

  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${PROGRAM}"
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${PROGRAM}"

  WriteRegStr HKCU "${SOFTWARE}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${CLASSES}\.ziping" "" "${TYPE}"
  WriteRegStr HKCU "${CLASSES}\.ziping\OpenWithProgids" "${TYPE}" ""
  WriteRegStr HKCU "${CLASSES}\${TYPE}" "" "绩效自评表"
  WriteRegStr HKCU "${CLASSES}\${TYPE}\DefaultIcon" "" "$INSTDIR\${PROGRAM},0"
  WriteRegStr HKCU "${CLASSES}\${TYPE}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  WriteRegStr HKCU "${ENTRY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${ENTRY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${ENTRY}" "DisplayIcon" "$INSTDIR\${PROGRAM},0"
  WriteRegStr HKCU "${ENTRY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${ENTRY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${ENTRY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${ENTRY}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${ENTRY}" "NoModify" 1
  WriteRegDWORD HKCU "${ENTRY}" "NoRepair" 1
  ${RefreshShellIcons}
SectionEnd

Section "Uninstall"
  !insertmacro REFUSE_WHILE_RUNNING
  !include "${WORK}/uninstall.nsh"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"

  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  ReadRegStr $0 HKCU "${CLASSES}\.ziping" ""
  ${If} $0 == "${TYPE}"
    DeleteRegValue HKCU "${CLASSES}\.ziping" ""
  ${EndIf}
  DeleteRegValue HKCU "${CLASSES}\.ziping\OpenWithProgids" "${TYPE}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.ziping\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.ziping"
  DeleteRegKey HKCU "${CLASSES}\${TYPE}"
  DeleteRegKey HKCU "${ENTRY}"
  DeleteRegKey HKCU "${SOFTWARE}"
  ${RefreshShellIcons}
SectionEnd

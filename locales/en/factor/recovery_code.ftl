## Recovery codes

factor-recovery_code = Recovery code
factor-recovery_code-hint = One of the codes that you printed or saved.

recovery-title = Enter a recovery code
recovery-explain = Use one of the codes that you saved when you set them up. Each works once.
recovery-label = Recovery code
recovery-hint = 16 letters and digits. Dashes, spaces and capitals do not matter.
recovery-enrol-title = Save your recovery codes
recovery-enrol-explain = When your phone or key is lost, one of these codes lets you in, beside your password. Each works once.
recovery-list = Your recovery codes
recovery-file = Recovery codes of { $name } for { $host }. Each works once.
recovery-download = Download
recovery-print = Print
recovery-once = You see them only now. Print them, or keep them where nobody else looks.
recovery-saved = I saved them
recovery-left = { $left } of { $of } left
recovery-low = Few codes are left. Make new ones before you need them: the old ones stop working then.

error-recovery-format = Enter all 16 letters and digits of the code
error-recovery-wrong = That code did not work. Check it, or use the next one: each works once
error-recovery-unsaved = Save the codes first, then say so by the box below
error-recovery-not-made = The codes could not be made just now. Try again

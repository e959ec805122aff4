## 恢复代码

factor-recovery_code = 恢复代码
factor-recovery_code-hint = 您打印或保存的代码之一。

recovery-title = 输入恢复代码
recovery-explain = 请使用您在设置时保存的代码之一。每个代码只能使用一次。
recovery-label = 恢复代码
recovery-hint = 16 位字母和数字。短横线、空格和大小写不影响。
recovery-enrol-title = 保存您的恢复代码
recovery-enrol-explain = 当您的手机或密钥丢失时，可以用其中一个代码加上密码登录。每个代码只能使用一次。
recovery-list = 您的恢复代码
recovery-file = { $name } 在 { $host } 的恢复代码。每个代码只能使用一次。
recovery-download = 下载
recovery-print = 打印
recovery-once = 它们只显示这一次。请打印，或保存在别人看不到的地方。
recovery-saved = 我已保存
recovery-left = 剩余 { $left } 个，共 { $of } 个
recovery-low = 剩余代码不多了。请在需要之前创建新的代码：届时旧代码将失效。

error-recovery-format = 请输入代码的全部 16 位字母和数字
error-recovery-wrong = 代码不正确。请检查，或使用下一个：每个代码只能使用一次
error-recovery-unsaved = 请先保存代码，然后在下面的方框中确认
error-recovery-not-made = 暂时无法创建代码。请重试

## 在另一台设备的摄像头前继续

## 在发起的浏览器中

handover-start = 在手机上继续
handover-title = 在手机上继续
handover-scan = 用手机摄像头扫描此二维码并打开链接。
handover-qr-alt = 供手机打开的链接二维码
handover-by-hand = 手动打开链接
handover-by-hand-hint = 在手机浏览器中输入以下地址：
handover-waits = 链接仅可使用一次，五分钟内有效。之后本页面会继续。
handover-check = 查看是否已继续
handover-here = 还是使用此设备
handover-number-title = 您的手机显示的数字是什么？
handover-number-who = { $phone } 打开了链接。
handover-number-someone = 有一台设备打开了链接。
handover-number-label = 手机上的数字
handover-number-hint = 仅当您手中拿着该手机时才输入。数字错误会终止此操作，您可以重新开始。
handover-confirm = 确认
handover-not-mine = 那不是我的手机
handover-go = 请看手机的摄像头
handover-go-hint = 在手机上打开摄像头，并按提示操作。之后本页面会继续。
handover-again = 显示新的二维码
error-handover-failed = 手机上未成功。请重试，或使用此设备
error-handover-declined = 手机上已拒绝。如果不是您本人，则是其他人打开了链接
error-handover-mismatched = 这不是手机上的数字，因此未传递任何内容。请看清数字后重试
error-handover-withdrawn = 已在此处停止。请重试，或使用此设备
error-handover-lapsed = 时间过长。请重试，或使用此设备
error-handover-often = 您在本次登录中尝试的次数过多。请使用此设备或其他方式

## 在另一台设备上

handover-phone-title = 在此摄像头前继续？
handover-phone-ask = 有人在 { $asker } 上请求用此设备的摄像头继续这一步骤。
handover-phone-ask-someone = 有人在另一台设备上请求用此设备的摄像头继续这一步骤。
handover-phone-warn = 仅当您本人刚刚在面前的设备上发起时才继续。向您发送此链接的人想冒充您登录。
handover-phone-yes = 是，是我本人
handover-phone-no = 不，不是我
handover-phone-number = 用于另一台设备的数字
handover-phone-number-hint = 请在您开始操作的设备上输入，不要告诉任何人。之后本页面会继续。
handover-phone-passed-title = 完成
handover-phone-passed = 请在您开始操作的设备上继续。您可以关闭此页面。
handover-phone-failed-title = 未成功
handover-phone-failed = 您开始操作的设备上会说明如何继续。您可以关闭此页面。
handover-phone-declined-title = 已拒绝
handover-phone-declined = 未传递任何内容。如果您没有发起此请求，可能有人知道您的密码：请更改密码。您可以关闭此页面。
handover-phone-over-title = 已结束
handover-phone-over = 您开始操作的设备上会说明原因。您可以关闭此页面。

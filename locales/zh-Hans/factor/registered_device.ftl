## 已注册的设备

factor-registered_device = 已注册的设备
factor-registered_device-hint = 由此浏览器保管的密钥。无需输入。

registered-device-known = 此设备上的账号
registered-device-continue = 以 { $name } 的身份继续
registered-device-forget = 不再在此设备上使用
registered-device-sure = 要在此设备上忘记该账号吗？届时您需要用其他方式登录，之后可以重新注册此设备。
registered-device-forgotten = 已在此设备上忘记。您可以在账号页面将其彻底移除。
registered-device-other = 其他账号
registered-device-title = 这是您的设备吗？
registered-device-explain = 您之前注册过此浏览器。它用自己保管的密钥来证明：只需按一下。
registered-device-submit = 是，在此设备上继续
registered-device-enrol-title = 注册此设备
registered-device-enrol-explain = 此浏览器会创建一个由它保管、无法交出的密钥。此后它会记住您的账号，您需要输入的内容更少。请只在您自己的设备上这样做。
registered-device-name = 设备名称
registered-device-name-default = 我的设备
registered-device-enrol-submit = 注册此设备
registered-device-here = 这是您正在使用的浏览器。

registered-device-noscript = 这需要 JavaScript，但它未在此运行。请允许后重新加载页面，或使用其他方式。
registered-device-missing = 此浏览器无法在这里保管密钥，可能因为这是隐私窗口。请使用其他方式
registered-device-failed = 无法使用此浏览器的密钥。请重试，或使用其他方式
registered-device-held = 此浏览器已为您的账号注册
registered-device-elsewhere = 此浏览器未为您的账号注册。请使用其他方式
error-registered-device-empty = 已注册的设备需要 JavaScript，但它未在此运行。请允许后重试，或使用其他方式
error-registered-device-refused = 此设备未被接受。请重试，或使用其他方式
error-registered-device-unknown = 此设备已不再为该账号注册，因此已在这里忘记。请用其他方式登录
error-registered-device-not-made = 无法注册此设备。请重试，或使用其他方式

offer-registered_device-title = 这是您自己的设备吗？
offer-registered_device-explain = 注册此浏览器，下次它就会认出您的账号：按一下即可，无需输入。
offer-registered_device-take = 注册此设备

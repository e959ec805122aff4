## 通行密钥

factor-passkey = 通行密钥
factor-passkey-hint = 您的指纹、面容、屏幕锁定，或安全密钥。

passkey-sign-in = 使用通行密钥登录
passkey-title = 使用您的通行密钥
passkey-explain = 您的设备会要求验证指纹、面容或屏幕锁定。
passkey-continue = 使用通行密钥继续
passkey-enrol-title = 创建通行密钥
passkey-enrol-explain = 有了通行密钥，您可以用指纹、面容或屏幕锁定登录，无需输入。这些信息保留在您的设备上：我们永远看不到。
passkey-name = 通行密钥的名称
passkey-name-default = 通行密钥
passkey-enrol-submit = 创建通行密钥
passkey-synced = 已同步：在您的其他设备上也能使用。
passkey-eligible = 尚未同步：目前只能在一台设备上使用。
passkey-bound = 只能在一台设备上使用。

passkey-closed = 通行密钥提示已关闭或超时。请重试，或使用其他方式
passkey-held = 此设备已有您账号的通行密钥。请使用其他设备
passkey-missing = 此浏览器无法在这里使用通行密钥。请使用其他方式
passkey-failed = 无法在此页面使用通行密钥。请重试，或使用其他方式
error-passkey-empty = 通行密钥需要 JavaScript，但它未在此运行。请允许后重试，或使用其他方式
error-passkey-refused = 该通行密钥未被接受。请重试，或使用其他方式
error-passkey-not-made = 无法添加该通行密钥。请重试，或使用其他方式

offer-passkey-title = 下次不用密码？
offer-passkey-explain = 创建通行密钥，用指纹、面容或屏幕锁定登录。
offer-passkey-take = 创建通行密钥

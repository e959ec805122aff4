## 测试客户端

admin-test = 测试此客户端
admin-test-hint = 您将真实登录并看到该客户端会得到什么。所有内容会立即撤回，并记入日志。
admin-test-title = 客户端得到的内容
admin-test-done = 登录成功。此处显示的内容已被撤回，不会再次显示。
admin-test-refused = 客户端会收到：
admin-test-refresh = 已签发
admin-test-no-refresh = 未签发
admin-test-opaque = 不透明令牌：只有本服务能通过内省解读。
admin-test-check-verified = 签名、类型、签发者、受众和有效期
admin-test-check-nonce = 请求中的 nonce
admin-test-check-at_hash = 访问令牌的哈希
admin-test-good = 正确
admin-test-bad = 错误
admin-test-until = 原本有效期至 { $date }
error-admin-test-disabled = 此客户端已停用，无法用它登录
error-admin-test-nobody = 没有人用此客户端登录：它不能使用授权码
error-admin-test-lapsed = 这里没有此测试，或者它已显示过。请在客户端页面重新开始

## 出了什么问题，以及该怎么做

error-unknown = 操作未成功。请重试
error-username-empty = 请输入您的邮箱或用户名
error-too-many-tries = 尝试次数过多。请在 { $time } 后重试
error-resend-wait = { $time } 后您可以获取新的验证码
error-last-factor = 移除之前，您至少还需要一种其他登录方式

## 错误页面

error-page-title = 出现问题
error-page-message = 我们无法完成此操作。请稍后重试。
error-details = 供应用开发者参考的详细信息
error-quote = 寻求帮助时，请提供 { $id }。

error-request-title = 此应用发来了我们无法接受的请求
error-request-message = 这不是您的问题。请将下面的详细信息告诉应用的开发者。
error-gone-title = 此次登录已过期
error-gone-message = 时间过长，或已在其他窗口中完成。请从应用重新开始。
error-browser-title = 此次登录属于其他浏览器
error-browser-message = 为了您的安全，只能在开始登录的地方完成。请在此浏览器中重新开始。
error-forged-title = 此页面打开的时间过长
error-forged-message = 未做任何更改。请返回，重新加载页面，然后重试。
error-busy-title = 当前登录人数较多
error-busy-message = 我们未能及时处理。请稍后重试。
error-missing-title = 没有这个页面
error-missing-message = 请检查网址，或从首页开始。
error-forbidden-title = 此链接无法使用
error-forbidden-message = 它已被使用或已过期。可以在命令行中创建新链接。
error-link-title = 此链接已失效
error-link-message = 它已被使用或已过期。如果您账号中有非本人所为的更改，请登录，移除您不认识的内容，并退出其他所有设备。
error-unmet-title = 您的账号尚未做好准备
error-unmet-message = 此操作需要一种您的账号尚未设置的登录方式，而这里无法添加。请联系本服务的管理员。
error-person-title = 已登录其他账号
error-person-message = 您登录的账号与开始时的账号不同。未做任何更改。
error-account-title = 正在使用其他账号
error-account-message = 此页面显示的是另一个账号。此浏览器当前使用的是 { $name } 的账号。未做任何更改。
error-logout-title = 无法从那里退出登录
error-logout-message = 应用提出了我们无法接受的要求。您仍处于登录状态。

action-start-again = 重新开始
action-home = 前往首页
action-account = 前往您的账号

error-large-title = 一次发送的内容过多
error-large-message = 未做任何更改。请返回并减少发送的内容。
error-upload-large-title = 文件过大
error-upload-large-message = 未能完整读取。请返回并选择较小的文件。
error-upload-slow-title = 文件传输时间过长
error-upload-slow-message = 当前连接可能较慢。请返回重试，或选择较小的文件。
error-upload-title = 未收到文件
error-upload-message = 传输途中有内容丢失。请返回重试。
action-try-again = 返回并重试

## 没有浏览器的设备，以及允许它接入的人

device-title = 连接设备
device-enter = 请输入设备上显示的代码。
device-code-label = 设备上的代码
device-warning = 只输入您在眼前的设备上看到的代码。若输入别人发给您或念给您的代码，对方就会得到您的账号。
device-ask-title = 允许此设备接入？
device-asks = 有设备想通过 { $client } 使用您的账号。
device-compare = 您的设备应显示此代码：
device-when = 开始时间
device-where = 来自
device-what = 设备
device-question = 这是您在眼前的设备上开始的吗？
device-phishing = 如果您是通过链接、消息或电话来到这里的，请拒绝：否则别人会以您的身份登录。
device-deny = 不是，拒绝
device-allow = 是，由我开始
device-done-title = 设备已连接
device-done-body = 设备稍后会自动继续。
device-refused-title = 未允许任何操作
device-refused-body = 该设备不会接入。
device-done-hint = 现在可以关闭此窗口。
error-device-code = 没有设备在等待此代码。请检查代码，或在设备上重新开始

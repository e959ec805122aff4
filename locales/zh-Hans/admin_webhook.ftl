## 会收到事件通知的服务

admin-webhooks = 网络钩子
admin-webhook = 网络钩子
admin-webhooks-told = 会收到事件通知的服务
admin-webhook-new = 通知另一个服务
admin-webhook-hint = 每条消息都按 Standard Webhooks 签名。无法送达的会在数日内重试。
admin-webhook-make = 创建
admin-webhook-url = 地址（https）
admin-webhook-description = 说明
admin-webhook-events = 事件，每行一个
admin-webhook-events-hint = 留空表示全部。可用星号表示一类，例如 account.*。可选：
admin-webhook-secret = 密钥
admin-webhook-waiting = 发送中：{ $count }
admin-webhook-dead = 已放弃：{ $count }
admin-webhook-old-until = 旧密钥签名至 { $date }
admin-webhook-test = 发送测试事件
admin-webhook-replay = 重新发送已放弃的
admin-webhook-again = 重新发送
admin-webhook-rotate-hint = 更换密钥后，消息在 24 小时内同时带有两个签名。
admin-webhook-deliveries = 最近的投递
admin-webhook-state-dead = 已放弃
admin-webhook-state-waiting = 发送中
admin-webhook-state-delivered = 已送达
admin-webhook-attempts = 尝试次数：{ $count }
admin-webhook-next = 下次尝试 { $date }
admin-webhook-delete = 删除此网络钩子
admin-webhook-delete-hint = 发送中的内容会被丢弃。此操作无法撤销。

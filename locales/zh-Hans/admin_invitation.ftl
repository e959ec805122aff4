## 邀请他人创建账号

admin-invitations = 邀请
admin-invitations-made = 已创建的邀请
admin-invitation-open = 未使用
admin-invitation-used = 已使用
admin-invitation-lapsed = 已过期
admin-invitation-anybody = 任何人
admin-invitation-used-at = 使用时间：{ $date }
admin-invitation-until = 有效期至 { $date }
admin-invitation-sent-at = 邮件撰写时间：{ $date }
admin-invitation-send = 再次发送
admin-invitation-revoke = 收回
admin-invitation-new = 邀请他人
admin-invitation-hint = 一份邀请可创建一个账号，只能使用一次；若指定了地址，则仅限该地址。邮件不会说明由谁邀请。
admin-invitation-language = 邮件语言
admin-invitation-mail = 通过邮件发送
admin-invitation-by-link = 创建可转交的链接
admin-invitation-link = 链接
admin-invitation-link-hint = 请立即复制。它不会再次显示，且仅供一人使用。
admin-invitations-closed = 没有人能使用邀请：策略不允许任何人注册。

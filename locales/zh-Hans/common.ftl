### 术语表。称呼：您。sign in = 登录 · sign out = 退出登录 · account = 账号 · application = 应用 · way to sign in = 登录方式 ·
### step = 步骤 · code = 验证码 · passkey = 通行密钥 · recovery code = 恢复代码 · authenticator app = 身份验证器应用 ·
### text message = 短信 · device = 设备 · user name = 用户名 · password = 密码 · whoever runs this service = 本服务的管理员。

## 每个页面都可能用到的文字

language-name = 简体中文
language-menu = 语言：{ $name }
title-error = 错误：
continue = 继续
cancel = 取消
sign-in = 登录
sign-out = 退出登录
copy = 复制
copied = 已复制
remove = 移除
code-label = 6 位验证码

## 时间

date-and-time = { $year } 年 { $month } { $day } 日 { $clock } UTC
time-of-day = { $clock } UTC
month-1 = 1 月
month-2 = 2 月
month-3 = 3 月
month-4 = 4 月
month-5 = 5 月
month-6 = 6 月
month-7 = 7 月
month-8 = 8 月
month-9 = 9 月
month-10 = 10 月
month-11 = 11 月
month-12 = 12 月

## 首页

home-title = 您的登录服务
home-what = 应用会把您带到这里登录。它们只会知道您是谁；您的密码和验证码都留在这里。
home-account = 管理您的账号
home-try = 试用
home-demo = 演示应用
home-mail-hint = 所有本应发出的邮件和短信
home-discovery = 发现文档

## 开发模式

dev-bar = 开发模式：仅供本机使用。邮件和短信会被截留，不会发出。
dev-mail-link = 查看
dev-mail-title = 截留的消息
dev-mail-hint = 在开发模式下，邮件和短信会保存在这里，而不会发出。
dev-mail-none = 暂无内容。一旦有消息发送，就会显示在这里。
dev-mail-back = 所有消息
dev-mail-sms = 短信
dev-mail-html = 收件人看到的样子
dev-mail-text = 纯文本
mail-from = 发件人：{ $address }
mail-to = 收件人：{ $address }

## 管理

admin-title = 管理
admin-overview = 概览
admin-storage = 存储
admin-accounts = 账号
admin-clients = 客户端
admin-public = 公开
admin-confidential = 机密
admin-keys = 密钥
admin-since = 自 { $date } 起
key-next = 下一个
key-active = 使用中
key-retired = 已停用
key-unknown = 其他

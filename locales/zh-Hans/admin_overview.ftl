## 服务的运行状况

admin-checks = 服务状况
admin-check-database = 数据库
admin-check-clock = 时钟
admin-check-mail = 邮件
admin-check-sms = 短信
admin-check-face = 人脸模型
admin-check-passwords = 泄露密码列表
admin-check-audit = 审计日志
admin-check-protocol = 协议
admin-check-other = 其他
admin-check-is-fine = 正常
admin-check-is-warn = 需留意
admin-check-is-fail = 故障

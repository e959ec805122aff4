## What the service stands on

admin-checks = How the service is doing
admin-check-database = Database
admin-check-clock = Clock
admin-check-mail = Mail
admin-check-sms = Text messages
admin-check-face = Models for faces
admin-check-passwords = Stolen passwords
admin-check-audit = Audit log
admin-check-protocol = Protocol
admin-check-other = Other
admin-check-is-fine = fine
admin-check-is-warn = look at it
admin-check-is-fail = broken

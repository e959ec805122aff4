## Em que o serviço se apoia

admin-checks = Como está o serviço
admin-check-database = Banco de dados
admin-check-clock = Relógio
admin-check-mail = E-mail
admin-check-sms = SMS
admin-check-face = Modelos para rostos
admin-check-passwords = Senhas vazadas
admin-check-audit = Registro de auditoria
admin-check-protocol = Protocolo
admin-check-other = Outro
admin-check-is-fine = em ordem
admin-check-is-warn = verificar
admin-check-is-fail = com defeito

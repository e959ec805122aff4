### Glossário. Tratamento: terceira pessoa, sem «você» onde for possível; legível no Brasil e em Portugal. sign in = entrar ·
### sign out = sair · account = conta · application = aplicação · way to sign in = forma de entrar · step = passo · code = código ·
### passkey = chave de acesso · recovery code = código de recuperação · authenticator app = aplicativo autenticador ·
### text message = SMS · device = dispositivo · user name = nome de usuário · password = senha ·
### whoever runs this service = responsáveis por este serviço.

## O que qualquer página pode dizer

language-name = Português
language-menu = Idioma: { $name }
title-error = Erro:
continue = Continuar
cancel = Cancelar
sign-in = Entrar
sign-out = Sair
copy = Copiar
copied = Copiado
remove = Remover
code-label = Código de 6 dígitos

## Momentos

date-and-time = { $day } de { $month } de { $year }, { $clock } UTC
time-of-day = { $clock } UTC
month-1 = janeiro
month-2 = fevereiro
month-3 = março
month-4 = abril
month-5 = maio
month-6 = junho
month-7 = julho
month-8 = agosto
month-9 = setembro
month-10 = outubro
month-11 = novembro
month-12 = dezembro

## A página inicial

home-title = O seu serviço de entrada
home-what = As aplicações trazem as pessoas aqui para entrar. Elas ficam sabendo quem é a pessoa; a senha e os códigos ficam aqui.
home-account = Gerenciar a sua conta
home-try = Experimentar
home-demo = Aplicação de demonstração
home-mail-hint = Todos os e-mails e SMS que teriam sido enviados
home-discovery = Documento de descoberta

## Modo de desenvolvimento

dev-bar = Modo de desenvolvimento: só para este computador. E-mails e SMS são interceptados, não enviados.
dev-mail-link = Ler as mensagens
dev-mail-title = Mensagens interceptadas
dev-mail-hint = No modo de desenvolvimento, e-mails e SMS chegam aqui em vez de serem enviados.
dev-mail-none = Ainda não há nada. Tudo o que for enviado aparece aqui.
dev-mail-back = Todas as mensagens
dev-mail-sms = SMS
dev-mail-html = Como as pessoas veem
dev-mail-text = Como texto simples
mail-from = De { $address }
mail-to = Para { $address }

## Administração

admin-title = Administração
admin-overview = Visão geral
admin-storage = Armazenamento
admin-accounts = Contas
admin-clients = Clientes
admin-public = público
admin-confidential = confidencial
admin-keys = Chaves
admin-since = desde { $date }
key-next = próxima
key-active = ativa
key-retired = retirada
key-unknown = outra

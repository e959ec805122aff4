## Senha

factor-password = Senha
factor-password-hint = A senha da sua conta.

password-title = Digite a sua senha
password-label = Senha
show = Mostrar
show-password = Mostrar a senha
caps-lock = As maiúsculas estão fixadas
remember = { $days ->
        [one] Manter a conta aberta neste dispositivo por { $days } dia
       *[other] Manter a conta aberta neste dispositivo por { $days } dias
    }
error-password-empty = Digite a sua senha
error-password-wrong = Esse e-mail ou essa senha não está certo

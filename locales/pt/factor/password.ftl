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

## Uma nova senha

password-new-title = Escolha uma nova senha
password-new-label = Nova senha
password-new-hint = { $least ->
        [one] Pelo menos { $least } caractere.
       *[other] Pelo menos { $least } caracteres.
    } Algumas palavras sem relação entre si são fáceis de lembrar e difíceis de adivinhar. Espaços e quaisquer letras são bem-vindos.
password-end-others = Sair em todos os outros lugares
password-change = Alterar
password-change-named = Alterar a senha
error-password-new = Digite uma nova senha
error-password-short = Essa senha é curta demais. Adicione uma ou duas palavras
error-password-long = Essa senha é longa demais. Retire alguma coisa
error-password-obvious = Essa senha é pouco mais que um nome que outros conhecem. Escolha algo sem relação com você nem com este serviço
error-password-common = Esta é uma das senhas mais usadas. Escolha outra
error-password-keyboard = Teclas vizinhas são logo adivinhadas. Adicione uma ou duas palavras
error-password-repeat = Repetir algo quase não a torna mais segura. Adicione mais uma ou duas palavras
error-password-sequence = Sequências como abc ou 6543 são logo adivinhadas. Adicione uma ou duas palavras
error-password-date = Datas e anos são logo adivinhados. Adicione uma ou duas palavras
error-password-name = Nomes são logo adivinhados. Adicione uma ou duas palavras sem relação com eles
error-password-word = Uma palavra sozinha, ou pouco mudada, é logo adivinhada. Adicione mais uma ou duas palavras
error-password-guessable = Essa senha é logo adivinhada. Adicione mais uma ou duas palavras
error-password-stolen = Essa senha está em uma lista de senhas roubadas que outros tentam primeiro. Escolha outra
error-password-unchecked = Não foi possível verificar essa senha agora. Tente novamente daqui a pouco
error-password-former = Essa senha já foi sua. Escolha uma nova

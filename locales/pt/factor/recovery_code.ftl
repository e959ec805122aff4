## Códigos de recuperação

factor-recovery_code = Código de recuperação
factor-recovery_code-hint = Um dos códigos que foram impressos ou salvos.

recovery-title = Digite um código de recuperação
recovery-explain = Use um dos códigos salvos na configuração. Cada um vale uma vez.
recovery-label = Código de recuperação
recovery-hint = 16 letras e dígitos. Hífens, espaços e maiúsculas não importam.
recovery-enrol-title = Salve os seus códigos de recuperação
recovery-enrol-explain = Se o telefone ou a chave se perder, um destes códigos permite entrar, junto com a senha. Cada um vale uma vez.
recovery-list = Os seus códigos de recuperação
recovery-file = Códigos de recuperação de { $name } para { $host }. Cada um vale uma vez.
recovery-download = Baixar
recovery-print = Imprimir
recovery-once = Eles só aparecem agora. Imprima-os ou guarde-os onde mais ninguém olhe.
recovery-saved = Os códigos foram salvos
recovery-left = Restam { $left } de { $of }
recovery-low = Restam poucos códigos. Crie novos antes de precisar deles: os antigos deixam então de valer.

error-recovery-format = Digite todas as 16 letras e dígitos do código
error-recovery-wrong = Esse código não funcionou. Verifique-o ou use o próximo: cada um vale uma vez
error-recovery-unsaved = Salve primeiro os códigos e depois confirme na caixa abaixo
error-recovery-not-made = Os códigos não puderam ser criados agora. Tente novamente

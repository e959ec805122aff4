## Formas de provar quem se é. As de cada fator estão na pasta factor.

factor-unknown = Outra forma
factor-unknown-hint = Uma forma configurada para a sua conta.

## Mensagens que podem ser pedidas de novo

code-lives = { $minutes ->
        [one] O código vale por { $minutes } minuto.
       *[other] O código vale por { $minutes } minutos.
    }
code-held = Nenhum código foi enviado porque muitos foram pedidos. Um novo pode ser pedido às { $time }.
resend = Enviar um novo código
resend-at = Um novo código pode ser pedido às { $time }.
resend-in = { $seconds ->
        [one] Um novo código pode ser pedido em { $seconds } segundo.
       *[other] Um novo código pode ser pedido em { $seconds } segundos.
    }
resend-now = Já é possível pedir um novo código.

## Um dispositivo no lugar de um segundo fator

trust = { $days ->
        [one] Não perguntar de novo neste dispositivo por { $days } dia
       *[other] Não perguntar de novo neste dispositivo por { $days } dias
    }

## Nomes dados pelas pessoas

device-name = Nome do aplicativo ou do telefone
device-name-hint = Para ser reconhecido mais tarde.

## Códigos de qualquer tipo: o que um fator recusa

error-code-empty = Digite o código
error-code-format = Digite os 6 dígitos do código
error-code-wrong = Esse código não funcionou. Verifique-o ou peça um novo
error-code-expired = Esse código expirou. Peça um novo
error-code-spent = Esse código não vale mais depois de muitas tentativas. Peça um novo
error-credential-unknown = Esta chave não é conhecida aqui. Escolha outra ou entre de outra forma
error-credential-unusable = Esta chave não pode ser usada agora. Entre de outra forma
error-credential-taken = Esta chave já pertence a uma conta. Use outra

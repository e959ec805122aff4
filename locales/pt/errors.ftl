## O que deu errado e o que fazer

error-unknown = Não funcionou. Tente novamente
error-username-empty = Digite o seu e-mail ou nome de usuário
error-too-many-tries = Muitas tentativas. Tente novamente às { $time }
error-resend-wait = Um novo código pode ser pedido às { $time }
error-last-factor = É preciso ter pelo menos mais uma forma de entrar antes de remover esta

## Páginas de erro

error-page-title = Algo não está funcionando
error-page-message = Não foi possível concluir. Tente novamente daqui a pouco.
error-details = Detalhes para quem desenvolve a aplicação
error-quote = Se pedir ajuda, informe { $id }.

error-request-title = Esta aplicação enviou um pedido que não podemos aceitar
error-request-message = O erro não foi seu. Informe a quem desenvolve a aplicação o que está nos detalhes abaixo.
error-gone-title = Esta entrada expirou
error-gone-message = Passou muito tempo ou ela foi concluída em outra janela. Comece novamente pela aplicação.
error-browser-title = Esta entrada pertence a outro navegador
error-browser-message = Por segurança, ela só pode ser concluída onde começou. Comece novamente neste navegador.
error-forged-title = Esta página ficou aberta por muito tempo
error-forged-message = Nada foi alterado. Volte, recarregue a página e tente novamente.
error-busy-title = Muitas pessoas estão entrando
error-busy-message = Não foi possível atender a tempo. Tente novamente daqui a pouco.
error-missing-title = Esta página não existe
error-missing-message = Verifique o endereço ou comece pela página inicial.
error-forbidden-title = Este link não funciona
error-forbidden-message = Ele já foi usado ou é antigo demais. Um novo pode ser criado na linha de comando.
error-link-title = Este link não funciona mais
error-link-message = Ele já foi usado ou é antigo demais. Se algo na sua conta não foi feito por você, entre, remova o que não conhece e saia em todos os outros lugares.
error-unmet-title = A sua conta não está pronta para isto
error-unmet-message = É necessária uma forma de entrar que a sua conta ainda não tem e que não pode ser adicionada aqui. Fale com os responsáveis por este serviço.
error-person-title = Outra conta está aberta
error-person-message = A entrada foi feita com uma conta diferente daquela do início. Nada foi alterado.
error-account-title = Outra conta está em uso
error-account-message = Esta página mostrava outra conta. Agora a conta em uso neste navegador é a de { $name }. Nada foi alterado.
error-logout-title = Não é possível sair a partir daí
error-logout-message = A aplicação pediu algo que não podemos aceitar. A sua sessão continua aberta.

action-start-again = Começar novamente
action-home = Ir para a página inicial
action-account = Ir para a sua conta

error-large-title = Era demais de uma vez
error-large-message = Nada foi alterado. Volte e envie menos.
error-upload-large-title = Esse arquivo é grande demais
error-upload-large-message = Ele não pôde ser lido até o fim. Volte e escolha um menor.
error-upload-slow-title = O arquivo demorou demais para chegar
error-upload-slow-message = A conexão pode estar lenta agora. Volte e tente novamente, ou escolha um arquivo menor.
error-upload-title = O arquivo não chegou
error-upload-message = Algo se perdeu no caminho. Volte e tente novamente.
action-try-again = Voltar e tentar novamente

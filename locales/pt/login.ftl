## Os passos de uma entrada

client-line = para continuar em { $client }
client-account = para gerenciar a sua conta
step = Passo { $n } de { $of }
not-you = Não é você?
another-way = Tentar outra forma
username-label = E-mail ou nome de usuário

other-title = Escolha outra forma
other-current = A página anterior pedia esta forma.

## Uma oferta que nada exige

offer-title = Adicionar outra forma de entrar?
offer-explain = Ela torna a próxima entrada mais rápida e mais segura.
offer-take = Adicionar
offer-later = Agora não
offer-never = Não perguntar mais
offer-hint = { $days ->
        [one] Com “Agora não”, a pergunta volta depois de { $days } dia. Também é possível adicioná-la a qualquer momento na página da sua conta.
       *[other] Com “Agora não”, a pergunta volta depois de { $days } dias. Também é possível adicioná-la a qualquer momento na página da sua conta.
    }

## Consentimento

consent-title = Permitir o acesso?
consent-asks = { $client } quer usar a sua conta.
consent-list = A aplicação poderá
consent-allow = Permitir
consent-redirect = O próximo endereço será { $host }.
consent-policy = Aviso de privacidade
consent-terms = Termos
scope-optional = opcional
scope-granted = já permitido
scope-openid = Saber quem você é
scope-profile = Ver o seu nome e outros dados do seu perfil
scope-email = Ver o seu e-mail
scope-address = Ver o seu endereço postal
scope-phone = Ver o seu número de telefone
scope-groups = Ver a quais grupos você pertence
scope-offline_access = Manter este acesso na sua ausência
scope-other = Usar “{ $name }”

## Sair

logout-title = Sair?
logout-asks = { $client } pede para encerrar a sua sessão.
logout-who = A conta aberta é { $name }. Sair encerra esta sessão em todas as aplicações.
logout-stay = Continuar na conta
logout-done = A sua sessão foi encerrada
logout-done-hint = Esta janela já pode ser fechada.
logout-done-one = A sessão desta conta foi encerrada
logout-others = Estas contas continuam abertas neste navegador. Quem o usa pode abri-las.
logout-frames = As aplicações que você usou estão sendo avisadas. Isso leva um instante.
logout-frame = Saída de uma aplicação
logout-return = Voltar para { $client }
logout-return-plain = Voltar à aplicação
logout-again = Entrar novamente

## Boas notícias em um passo

notice-done = Pronto.
notice-code-sent = Um novo código está a caminho. O anterior não vale mais.

## Um formulário que se envia sozinho

form-post-title = Um momento
form-post-hint = O caminho continua em seguida. Se nada acontecer, continue aqui.

accounts-here = Contas abertas aqui
accounts-another = Outra conta
consent-revocable = Isto pode ser retirado a qualquer momento: na sua conta, em “Aplicações”.
consent-stranger = Ninguém aqui registrou ou verificou esta aplicação. Ela descreve a si mesma em { $host }.

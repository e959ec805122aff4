## Rosto

factor-face = Rosto
factor-face-hint = Olhe para a câmera e siga o que é pedido. Só ao lado de outra forma.

## Consentimento, antes de abrir a câmera. Quem muda o sentido aumenta a versão em face/consent.rs.

face-consent-title = Podemos guardar o seu rosto?
face-consent-explain = Para reconhecer alguém pelo rosto, este serviço precisa guardar uma descrição dele. A escolha é sua. Leia antes o que isso significa.
face-consent-what-ask = O que é guardado
face-consent-what = Números que descrevem o seu rosto, calculados a partir do que a câmera vê agora e embaralhados com uma chave própria. Imagens e vídeos não são guardados: são vistos e descartados na hora.
face-consent-why-ask = Para quê
face-consent-why = Só para confirmar a sua identidade ao entrar aqui.
face-consent-long-ask = Por quanto tempo
face-consent-long = Até o consentimento ser retirado, o rosto ser removido da conta ou configurado de novo, ou a conta ser excluída.
face-consent-where-ask = Onde
face-consent-where = No banco de dados deste serviço, cifrado. Não é entregue a ninguém e não serve em nenhum outro lugar.
face-consent-who-ask = Quem pode ver
face-consent-who = Ninguém. Os responsáveis por este serviço veem que um rosto foi configurado e quando, não o rosto.
face-consent-optional-ask = É obrigatório
face-consent-optional = Não. Outra forma pode ser usada, e nada mais depende da sua escolha.
face-consent-withdraw-ask = Se mudar de ideia
face-consent-withdraw = O consentimento pode ser retirado a qualquer momento na página da sua conta. Os números e a chave são então apagados na hora.
face-consent-agree = Aceito que números que descrevem o meu rosto sejam guardados e comparados para entrar, como descrito acima.
face-consent-yes = Aceito
face-consent-no = Usar outra forma
face-consent-version = Versão { $version } deste texto. Quando e que texto foi aceito também fica guardado.

## Diante da câmera

face-title = Olhe para a câmera
face-explain = A câmera se abre quando o botão é pressionado, e a imagem só é enviada a este serviço enquanto aparecer “Gravando”.
face-enrol-title = Configure o seu rosto
face-enrol-explain = Olhe para a câmera e faça o que é pedido: piscar e virar a cabeça para os dois lados. Assim ele é visto de frente e um pouco de lado.
face-noscript = A câmera precisa de JavaScript, que não é executado aqui. Permita-o e recarregue esta página, ou use outra forma.
face-tip-light = Fique de frente para uma janela ou lâmpada, sem luz forte atrás.
face-tip-bare = Tire óculos escuros, máscara e chapéu.
face-tip-level = Tenha a câmera à altura dos olhos; se for um telefone, segure-o na vertical.
face-tip-time = Leva cerca de dez segundos, no máximo meio minuto.
face-still = Não posso virar a cabeça. Pedir apenas para piscar.
face-open = Abrir a câmera
face-preview = A sua câmera, como um espelho
face-rec = Gravando
face-progress = O que já foi feito
face-camera = Câmera
face-stop = Parar a câmera
face-again = Tentar novamente

## Uma coisa de cada vez, em poucas palavras

face-hint-no-face = Nenhum rosto ainda
face-hint-several-faces = Só um rosto
face-hint-too-dark = Mais luz
face-hint-too-bright = Menos luz
face-hint-closer = Chegue mais perto
face-hint-back = Afaste-se
face-hint-centre = Dentro do oval
face-hint-blurred = Segure firme
face-hint-look-ahead = Olhe para a frente
face-hint-hold-still = Não se mexa
face-hint-blink = Pisque
face-hint-turn-left = Vire à esquerda
face-hint-turn-right = Vire à direita
face-hint-look-ahead-again = Volte ao centro
face-hint-connecting = Um momento

## O que pode falhar com uma câmera

face-trouble-blocked = A câmera está bloqueada para este site. Permita-a nas configurações do site, ao lado do endereço no alto da janela, e tente novamente
face-trouble-dismissed = Este passo precisa da câmera. Tente novamente e permita-a quando o navegador perguntar
face-trouble-missing = Nenhuma câmera foi encontrada neste dispositivo. Conecte uma e tente novamente, ou use outra forma
face-trouble-taken = Outro aplicativo está usando a câmera. Feche-o e tente novamente
face-trouble-insecure = Este navegador não pode usar a câmera aqui. Use outra forma
face-trouble-black = A imagem está preta. A câmera está coberta? Descubra-a e tente novamente
face-trouble-failed = A câmera não pôde ser aberta. Tente novamente ou use outra forma
face-trouble-hidden = A câmera foi desligada porque esta página não estava à vista. Tente novamente quando puder
face-trouble-lost = A conexão caiu. Tente novamente
face-trouble-busy = Há pessoas demais diante da câmera agora. Tente novamente daqui a pouco ou use outra forma

## O que o servidor diz

error-camera-needed = Isto é respondido diante da câmera. Abra-a ou use outra forma
error-camera-refused = Não funcionou. Tente novamente com boa luz ou use outra forma
error-camera-time = Demorou demais. Tente novamente ou use outra forma
error-face-consent = Marque a caixa se aceitar, ou use outra forma
error-face-few = O seu rosto não foi visto bem o bastante. Tente novamente com boa luz
error-face-not-kept = O seu rosto não pôde ser salvo agora. Tente novamente
error-face-outdated = O seu rosto precisa ser configurado de novo antes de voltar a ser usado aqui. Use outra forma

## Na página da conta

face-kept = Em { $date } foi aceita a versão { $version } do texto.
face-withdraw = Retirar o consentimento
face-withdraw-explain = O que está guardado do seu rosto é apagado na hora e não pode ser restaurado. Ele pode ser configurado de novo mais tarde.
face-withdraw-confirm = Retirar e apagar

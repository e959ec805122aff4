## Continuar diante da câmera de outro dispositivo

## No navegador que pediu

handover-start = Continuar no telefone
handover-title = Continuar no telefone
handover-scan = Aponte a câmera do telefone para este código e abra o link.
handover-qr-alt = Código QR com um link para o telefone
handover-by-hand = Abrir o link manualmente
handover-by-hand-hint = Digite este endereço no navegador do telefone:
handover-waits = O link funciona uma única vez, durante cinco minutos. Depois, esta página avança.
handover-check = Ver se avançou
handover-here = Usar este dispositivo mesmo
handover-number-title = Que número o telefone mostra?
handover-number-who = { $phone } abriu o link.
handover-number-someone = Um dispositivo abriu o link.
handover-number-label = Número no telefone
handover-number-hint = Só se esse telefone estiver na sua mão. Um número errado encerra o processo, e é possível recomeçar.
handover-confirm = Confirmar
handover-not-mine = Esse telefone não é meu
handover-go = Olhe para a câmera do telefone
handover-go-hint = Abra a câmera nele e faça o que é pedido. Depois, esta página avança.
handover-again = Mostrar um novo código
error-handover-failed = Não funcionou no telefone. Tente novamente ou use este dispositivo
error-handover-declined = Foi recusado no telefone. Se não foi a sua escolha, outra pessoa abriu o link
error-handover-mismatched = Esse não é o número no telefone, por isso nada foi transmitido. Tente novamente e observe o número
error-handover-withdrawn = Foi interrompido aqui. Tente novamente ou use este dispositivo
error-handover-lapsed = Demorou demais. Tente novamente ou use este dispositivo
error-handover-often = Foram tentativas demais nesta entrada. Use este dispositivo ou outra forma

## No outro dispositivo

handover-phone-title = Continuar diante desta câmera?
handover-phone-ask = Em { $asker }, alguém pede para continuar este passo diante da câmera deste dispositivo.
handover-phone-ask-someone = Em outro dispositivo, alguém pede para continuar este passo diante da câmera deste dispositivo.
handover-phone-warn = Só se o pedido foi seu, agora há pouco, em um dispositivo à sua frente. Quem enviou este link quer entrar no seu lugar.
handover-phone-yes = Sim, o pedido é meu
handover-phone-no = Não, o pedido não é meu
handover-phone-number = O seu número para o outro dispositivo
handover-phone-number-hint = Digite-o no dispositivo onde começou e não o diga a ninguém. Depois, esta página avança.
handover-phone-passed-title = Pronto
handover-phone-passed = Continue no dispositivo onde começou. Esta página pode ser fechada.
handover-phone-failed-title = Não funcionou
handover-phone-failed = O dispositivo onde começou diz como continuar. Esta página pode ser fechada.
handover-phone-declined-title = Recusado
handover-phone-declined = Nada foi transmitido. Se o pedido não foi seu, talvez alguém conheça a sua senha: altere-a. Esta página pode ser fechada.
handover-phone-over-title = Isto terminou
handover-phone-over = O dispositivo onde começou diz por quê. Esta página pode ser fechada.

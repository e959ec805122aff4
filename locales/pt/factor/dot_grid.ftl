## Código em uma grade de pontos

factor-dot_grid = Pontos para ligar
factor-dot_grid-hint = Enviamos seis números para o seu e-mail, ou para o seu telefone se ele foi confirmado, e esses pontos são ligados aqui.

dot-grid-title = Ligue os pontos
dot-grid-sent = Enviamos seis números para { $address }.
dot-grid-sent-unnamed = Enviamos seis números para o e-mail da sua conta.
dot-grid-missing = Não chegou nada? Veja na pasta de spam ou peça novos números.
dot-grid-how = Trace uma linha de ponto a ponto na ordem da mensagem, ou toque em um depois do outro.
dot-grid-label = Grade de pontos. Mova com as setas, escolha com Enter, desfaça com Backspace.
dot-grid-dot = Ponto { $n }
dot-grid-count = { $n } de { $of } pontos
dot-grid-undo = Desfazer um
dot-grid-clear = Recomeçar
dot-grid-numbers = Ou digite os seis números
dot-grid-numbers-hint = Com um espaço, um ponto ou um hífen entre eles.

error-dot-grid-empty = Ligue os seis pontos da mensagem ou digite os seus números
error-dot-grid-format = Dê seis números diferentes de 1 a 16, na ordem da mensagem

mail-grid-intro = Para entrar em { $client }, ligue estes pontos nesta ordem:
mail-grid-picture = Eles estão aqui. O desenho mostra qual vem em primeiro, em segundo e assim por diante:

dot-grid-missing-sms = Não chegou nada? Um SMS pode demorar um minuto. Depois, peça novos números.
dot-grid-by-sms = Enviar por SMS
dot-grid-by-mail = Enviar por e-mail

## O SMS: só letras que cabem em uma mensagem

sms-grid = { $code } servem de pontos para { $client }. Nunca os mostre a outra pessoa.

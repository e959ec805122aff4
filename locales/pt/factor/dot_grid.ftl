## Código em uma grade de pontos

factor-dot_grid = Pontos por e-mail
factor-dot_grid-hint = Enviamos seis números para o seu e-mail, e esses pontos são ligados aqui.

dot-grid-title = Ligue os pontos
dot-grid-sent = Enviamos seis números para { $address }.
dot-grid-sent-unnamed = Enviamos seis números para o e-mail da sua conta.
dot-grid-missing = Não chegou nada? Veja na pasta de spam ou peça novos números.
dot-grid-how = Trace uma linha de ponto a ponto na ordem do e-mail, ou toque em um depois do outro.
dot-grid-label = Grade de pontos. Mova com as setas, escolha com Enter, desfaça com Backspace.
dot-grid-dot = Ponto { $n }
dot-grid-count = { $n } de { $of } pontos
dot-grid-undo = Desfazer um
dot-grid-clear = Recomeçar
dot-grid-numbers = Ou digite os seis números
dot-grid-numbers-hint = Com um espaço, um ponto ou um hífen entre eles.

error-dot-grid-empty = Ligue os seis pontos do e-mail ou digite os seus números
error-dot-grid-format = Dê seis números diferentes de 1 a 16, na ordem do e-mail

mail-grid-intro = Para entrar em { $client }, ligue estes pontos nesta ordem:
mail-grid-picture = Eles estão aqui. O desenho mostra qual vem em primeiro, em segundo e assim por diante:

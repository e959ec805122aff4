## Padrão de cliques

factor-pointer_pattern = Padrão de cliques
factor-pointer_pattern-hint = Os cliques e rolagens escolhidos, na sua ordem.

pattern-title = Faça o seu padrão
pattern-explain = Repita os cliques e rolagens configurados para esta conta.
pattern-pad = Área para cliques e rolagens
pattern-pad-hint = Clique e role aqui
pattern-label = Padrão
pattern-typed = Também é possível digitá-lo: letras com um espaço entre elas, como L R U.
pattern-events = Ações:
pattern-strength = Força em bits:
pattern-clear = Limpar
pattern-legend = O que conta e como se faz
pattern-left = Clique esquerdo. Toque: tocar. Teclado, na área: seta para a esquerda.
pattern-right = Clique direito. Toque: segurar, ou tocar com dois dedos. Teclado: seta para a direita.
pattern-left-twice = Clique duplo esquerdo, em um terço de segundo. Toque: tocar duas vezes. Teclado: Shift e seta para a esquerda.
pattern-right-twice = Clique duplo direito. Toque: tocar duas vezes com dois dedos. Teclado: Shift e seta para a direita.
pattern-up = Rolar para cima, qualquer distância. Toque: deslizar para cima. Teclado: seta para cima.
pattern-down = Rolar para baixo, qualquer distância. Toque: deslizar para baixo. Teclado: seta para baixo.
pattern-enrol-title = Crie um padrão de cliques
pattern-enrol-explain = A partir de agora, estes cliques e rolagens ajudam a confirmar a sua identidade. Não importa em que parte da área são feitos: só quais e em que ordem.
pattern-rules = São precisas pelo menos { $events } ações e uma força de { $bits } bits. Misture-as: o que se repete conta pouco.
pattern-again-title = Faça o mesmo padrão mais uma vez
pattern-again = Ele tem cerca de { $bits } bits. Faça-o mais uma vez, para a sua mão aprender.
pattern-finish = Concluir
pattern-over = Recomeçar com outro padrão

error-pattern-empty = Faça o padrão
error-pattern-format = Uma parte disso não é uma ação. Use L, R, LL, RR, U e D, com um espaço entre elas
error-pattern-wrong = Esse não é o padrão
error-pattern-different = Esse padrão é diferente do primeiro. Faça o mesmo ou recomece
error-pattern-short = Esse padrão é curto demais. Adicione mais ações
error-pattern-long = Esse padrão é longo demais. Ele pode ter 64 ações
error-pattern-simple = Muitas pessoas fariam esse padrão: ele se repete, volta atrás ou tem poucos tipos de ações. Misture mais
error-pattern-weak = Esse padrão é fácil de adivinhar. Adicione mais ações e repita menos
error-pattern-not-kept = O padrão não pôde ser salvo agora. Tente novamente

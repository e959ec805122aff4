## The console

admin-nav = Páginas de administração
role-owner = proprietário
role-administrator = administrador
role-support = suporte
role-auditor = auditor
role-none = sem função
notice-saved = Salvo.
notice-saved-unproved = Salvo. O novo endereço conta como não confirmado: a marcação valia para o anterior. Se você sabe que é dessa pessoa, marque a caixa de novo e salve.
error-role-title = Você não tem acesso a isto
error-role-message = Sua conta não pode fazer isto. Quem é dono deste serviço pode mudar isso.
error-admin-invalid = Não é possível salvar assim
error-admin-exists = Já existe um com este nome ou endereço
error-admin-raced = Outra pessoa mudou isso nesse meio-tempo. Veja de novo
error-admin-last-owner = Este é o último proprietário que pode entrar. Nomeie outro antes
error-admin-address = Digite um endereço como nome@exemplo.com

## The overview

admin-waiting = Mensagens à espera de envio
admin-days = Os últimos 14 dias
admin-days-plot = { $good } entradas e { $bad } tentativas fracassadas, dia a dia
admin-sign-ins = Entradas
admin-failures = Tentativas fracassadas
admin-factors = Formas de entrar configuradas

## The API for people

api-title = A API de administração
api-explain = Programas mostram um token de acesso com estes escopos, para este endereço:
api-document = O documento OpenAPI
api-parameters = Parâmetros:
api-scope = Escopo:
api-roles = Funções:

## The first owner

setup-title = Torne-se proprietário deste serviço
setup-explain = Um proprietário pode fazer tudo aqui e decide quem mais administra. Este link funciona uma vez. Depois você entra: um código vai para o seu endereço, e você adiciona uma chave de acesso ou um aplicativo autenticador.
setup-name = Seu nome
setup-email = Seu endereço de e-mail
setup-confirm = Continuar

## Lists

admin-search = Buscar
admin-search-clients = Início de um identificador ou parte de um nome
admin-search-accounts = Início de um endereço ou nome de usuário, ou um nome inteiro
admin-none-found = Nada encontrado.
admin-next-page = Próxima página
admin-disabled = desativado
admin-unused = sem uso há 90 dias
admin-last-used = último uso: { $date }
admin-acts = O que pode ser feito
admin-enable = Ativar
admin-disable = Desativar
admin-type-this = Para confirmar, digite:
error-admin-typed = Digite exatamente como é mostrado
admin-audit = Registro de auditoria
admin-api = API

## Clients

admin-client = Cliente
admin-client-new = Registrar um cliente
admin-clients-none = Nenhum aplicativo está registrado ainda.
admin-client-which = Que tipo de aplicativo é?
client-kind-web = Site com servidor
client-kind-web-hint = Roda no seu servidor e guarda um segredo lá.
client-kind-single-page = Aplicativo de página única
client-kind-single-page-hint = Roda no navegador, onde nada fica secreto.
client-kind-native = Aplicativo em celular ou computador
client-kind-native-hint = Recebe a resposta por um esquema de URL próprio ou num endereço do próprio dispositivo.
client-kind-machine = Serviço ou script
client-kind-machine-hint = Obtém tokens para si mesmo; ninguém entra.
client-kind-device = Dispositivo sem navegador
client-kind-device-hint = Mostra um código que a pessoa digita num celular ou computador.
client-kind-mcp = Cliente MCP
client-kind-mcp-hint = Usa o Model Context Protocol no dispositivo da pessoa.
admin-client-name = Nome, como as pessoas o veem
admin-client-redirects = URIs de redirecionamento, uma por linha
admin-client-register = Registrar
admin-client-other = Escolher outro tipo
admin-secret-once = Copie o segredo agora. Ele não será mostrado de novo.
admin-problems = Solicitações recusadas
admin-problems-hint = Normalmente há um ajuste errado aqui ou no aplicativo.
admin-problem-times = { $count } ×, última vez: { $date }
admin-problems-clear = Limpar a lista
admin-snippets = Como usá-lo
admin-client-fields = Configurações
client-group-identity = O que as pessoas veem
client-group-addresses = Endereços
client-group-protocol = Protocolo
client-group-tokens = Tokens emitidos
client-group-compatibility = Opções para clientes específicos
admin-secret-new = Novo segredo
admin-secret-end = Encerrar segredos antigos
admin-secret-hint = O segredo anterior funciona por mais 24 horas.
admin-client-delete = Excluir este cliente
admin-client-delete-hint = Tudo o que lhe foi concedido termina. Não pode ser desfeito.

## Accounts

admin-account = Conta
admin-account-new = Criar uma conta
admin-account-new-hint = A pessoa escolhe uma senha pedindo uma nova ao entrar. O código para isso vai para este endereço.
admin-account-says = Sobre a pessoa
admin-account-sessions = Onde a pessoa está conectada
admin-account-no-sessions = Sem sessões abertas.
admin-account-no-factors = Nenhuma forma de entrar foi configurada ainda.
admin-factor-remove-all = Remover todos: “{ $factor }”
admin-account-name = Nome completo
admin-account-username = Nome de usuário
admin-account-email = Endereço de e-mail
admin-account-phone = Número de telefone
admin-account-verified = Sei que o endereço é dessa pessoa: conta como confirmado
admin-account-groups = Grupos, um por linha
admin-account-attributes = Atributos
admin-account-attributes-kept = As importações definem isto. Não pode ser alterado aqui.
admin-account-frozen = As formas de entrar estão bloqueadas: a pessoa disse que outra as mudou.
admin-account-reset-at = Uma redefinição abre: { $date }
admin-account-leaves-at = A pessoa quer que a conta seja apagada: { $date }
admin-end-sessions = Encerrar todas as sessões
admin-reset = Iniciar uma redefinição
admin-reset-hint = Uma redefinição é para quem perdeu todos os segundos fatores. Todos os seus endereços são avisados, com um link que a interrompe.
admin-unfreeze = Liberar as formas de entrar
admin-role = Função
admin-role-choose = Administra como
admin-account-delete = Excluir esta conta
admin-account-delete-hint = Tudo o que pertence a ela é apagado. Não pode ser desfeito.

## Keys and the audit log

admin-keys-all = Todas as chaves
admin-key-asked = a ser substituída
admin-key-encrypts = para criptografar
admin-key-until = mantida até { $date }
admin-key-rotate = Substituir as chaves
admin-key-rotate-hint = As novas chaves assumem assim que todos os aplicativos possam tê-las buscado. Tokens já assinados continuam válidos.
admin-audit-kind = O que aconteceu
admin-audit-account = Identificador da conta
admin-audit-client = Identificador do cliente
admin-audit-export = Exportar (NDJSON)

## The policy

admin-policy = Política
admin-policy-try = O que seria pedido?
admin-policy-try-hint = Simula uma entrada desta conta agora, num navegador nunca usado, pelas mesmas regras de uma real. Nada é alterado.
admin-policy-account = Nome de usuário ou endereço de e-mail
admin-policy-play = Experimentar
admin-policy-played = O que seria pedido, em ordem
admin-policy-enrols = configura-se antes
admin-policy-or = ou:
admin-policy-succeeds = A entrada dá certo e alcança:
admin-policy-fails = A entrada não dá certo: a conta não consegue provar o bastante.
admin-policy-why = Por quê
admin-policy-need-request = A solicitação pede:
admin-policy-need-client = O cliente precisa no mínimo de:
admin-policy-need-account = A própria conta precisa de:
admin-policy-levels = Níveis, do mais fraco ao mais forte
admin-policy-usual = padrão
admin-policy-administers = para administrar
error-admin-no-account = Essa conta não existe
error-admin-no-client = Esse cliente não existe
error-admin-account-off = Esta conta está desativada

## Emergencies

admin-key-revoke = Revogar uma chave
admin-key-revoke-hint = Só se outra pessoa puder conhecer sua parte privada. Todo token que ela assinou é recusado na hora: as pessoas entram de novo e os aplicativos pedem novos tokens. Outra chave assina imediatamente, e os aplicativos que guardam uma cópia do conjunto de chaves recusam seus tokens até lê-lo de novo.
admin-key-revoke-which = Para confirmar, digite o identificador da chave

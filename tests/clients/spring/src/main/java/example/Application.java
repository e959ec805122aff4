package example;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.annotation.RegisteredOAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Spring Security's OIDC login in front of two addresses, as docs/clients/spring-security.md says. */
@SpringBootApplication
@RestController
public class Application {
	public static void main(String[] arguments) {
		SpringApplication.run(Application.class, arguments);
	}

	@Bean
	SecurityFilterChain security(HttpSecurity http, ClientRegistrationRepository clients) throws Exception {
		var signOut = new OidcClientInitiatedLogoutSuccessHandler(clients);
		signOut.setPostLogoutRedirectUri("{baseUrl}/out");
		return http
				.authorizeHttpRequests(requests -> requests
						.requestMatchers("/out").permitAll()
						.anyRequest().authenticated())
				.oauth2Login(Customizer.withDefaults())
				.logout(logout -> logout.logoutSuccessHandler(signOut))
				.oidcLogout(logout -> logout.backChannel(Customizer.withDefaults()))
				.build();
	}

	/** Renews an access token an hour before it expires: with those of this test that is at every use. */
	@Bean
	OAuth2AuthorizedClientManager manager(ClientRegistrationRepository clients, OAuth2AuthorizedClientRepository kept) {
		var manager = new DefaultOAuth2AuthorizedClientManager(clients, kept);
		manager.setAuthorizedClientProvider(OAuth2AuthorizedClientProviderBuilder.builder()
				.authorizationCode()
				.refreshToken(refresh -> refresh.clockSkew(Duration.ofHours(1)))
				.build());
		return manager;
	}

	@GetMapping("/me")
	Map<String, Object> me(@AuthenticationPrincipal OidcUser user) {
		return user.getClaims();
	}

	@GetMapping("/tokens")
	Map<String, String> tokens(@RegisteredOAuth2AuthorizedClient("doorward") OAuth2AuthorizedClient client) {
		return Map.of(
				"access", client.getAccessToken().getTokenValue(),
				"refresh", client.getRefreshToken().getTokenValue());
	}

	@GetMapping("/out")
	String out() {
		return "signed out";
	}
}

// coreos/go-oidc with golang.org/x/oauth2 signs in for real, as docs/clients/go-oidc.md says. What a person does in
// the browser in between is the caller's part: it reads an address from standard output and writes the answer's to standard input.
//
//	go run . ISSUER CLIENT_ID CLIENT_SECRET REDIRECT_URI
package main

import (
	"bufio"
	"context"
	"fmt"
	"log"
	"net/url"
	"os"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

func main() {
	log.SetFlags(0)
	issuer, redirect := os.Args[1], os.Args[4]
	ctx := context.Background()
	provider, err := oidc.NewProvider(ctx, issuer)
	if err != nil {
		log.Fatal(err)
	}
	config := oauth2.Config{
		ClientID:     os.Args[2],
		ClientSecret: os.Args[3],
		Endpoint:     provider.Endpoint(),
		RedirectURL:  redirect,
		Scopes:       []string{oidc.ScopeOpenID, "email", oidc.ScopeOfflineAccess},
	}
	verifier := oauth2.GenerateVerifier()
	fmt.Println(config.AuthCodeURL("a state", oidc.Nonce("a nonce"), oauth2.S256ChallengeOption(verifier)))
	line, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil {
		log.Fatal(err)
	}
	back, err := url.Parse(line[:len(line)-1])
	if err != nil {
		log.Fatal(err)
	}
	if back.Query().Get("state") != "a state" {
		log.Fatal("state")
	}
	tokens, err := config.Exchange(ctx, back.Query().Get("code"), oauth2.VerifierOption(verifier))
	if err != nil {
		log.Fatal(err)
	}
	raw, _ := tokens.Extra("id_token").(string)
	token, err := provider.Verifier(&oidc.Config{ClientID: config.ClientID}).Verify(ctx, raw)
	if err != nil {
		log.Fatal(err)
	}
	if token.Nonce != "a nonce" {
		log.Fatal("nonce")
	}
	if err := token.VerifyAccessToken(tokens.AccessToken); err != nil {
		log.Fatal(err)
	}
	var claims struct {
		Email    string `json:"email"`
		Verified bool   `json:"email_verified"`
	}
	user, err := provider.UserInfo(ctx, config.TokenSource(ctx, tokens))
	if err != nil {
		log.Fatal(err)
	}
	if err := user.Claims(&claims); err != nil || user.Subject != token.Subject || !claims.Verified {
		log.Fatal("userinfo: ", err, claims)
	}
	// An access token that has lapsed is renewed by itself.
	renewed, err := config.TokenSource(ctx, &oauth2.Token{RefreshToken: tokens.RefreshToken}).Token()
	if err != nil || renewed.RefreshToken == tokens.RefreshToken {
		log.Fatal("refresh: ", err)
	}
	if _, err := config.Exchange(ctx, back.Query().Get("code"), oauth2.VerifierOption(verifier)); err == nil {
		log.Fatal("a code was redeemed twice")
	}
	fmt.Println("signed in", claims.Email)
}

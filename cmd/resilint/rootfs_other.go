//go:build !unix

package main

// atOnce says nothing where opening a file does not wait.
const atOnce = 0

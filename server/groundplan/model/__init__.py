"""The vocabulary of Groundplan: frozen data that every layer speaks. Imports nothing of the other layers."""
